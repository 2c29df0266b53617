#!/usr/bin/env bash
# What action.yml runs: one check as SARIF for code scanning, one as Markdown for the summary; the exit code is that of the check.
# Everything comes in through the environment, so that no input is ever read as a command.
set -euo pipefail

read -r -d '' -a files <<<"$(tr -s '[:space:]' '\n' <<<"${LINTEL_FILES:?}")" || true
options=(--fail-on "${LINTEL_FAIL_ON:-error}")
[[ -z "${LINTEL_PRESET:-}" ]] || options+=(--preset "$LINTEL_PRESET")
[[ -z "${LINTEL_BASELINE:-}" ]] || options+=(--baseline "$LINTEL_BASELINE")

lintel() { node "${GITHUB_ACTION_PATH:?}/lib/cli/bin.mjs" check "${options[@]}" "$@" -- "${files[@]}"; }

sarif="${RUNNER_TEMP:-/tmp}/lintel.sarif"
code=0
lintel --format sarif >"$sarif" || code=$?
# Input that cannot be used leaves no log that could be uploaded.
[[ -s "$sarif" ]] && echo "sarif=$sarif" >>"${GITHUB_OUTPUT:-/dev/null}"
lintel --format markdown >>"${GITHUB_STEP_SUMMARY:-/dev/null}" || true
lintel --format pretty || true
exit "$code"
