import type { Rule } from "../rule.ts";
import { canaryTooLarge } from "./canary-too-large.ts";
import { considerMesh } from "./consider-mesh.ts";
import { duplicatePolicy } from "./duplicate-policy.ts";
import { earlyStage } from "./early-stage.ts";
import { heavierThanNeeded } from "./heavier-than-needed.ts";
import { mtlsNeedsMesh } from "./mtls-needs-mesh.ts";
import { mtlsNotStrict } from "./mtls-not-strict.ts";
import { partialInjection } from "./partial-injection.ts";
import { teamNotReady } from "./team-not-ready.ts";
import { tooFewServices } from "./too-few-services.ts";
import { trafficSplitInvalid } from "./traffic-split-invalid.ts";

/** Rules about service meshes, alphabetical. */
export const meshRules: readonly Rule[] = [
  canaryTooLarge,
  considerMesh,
  duplicatePolicy,
  earlyStage,
  heavierThanNeeded,
  mtlsNeedsMesh,
  mtlsNotStrict,
  partialInjection,
  teamNotReady,
  tooFewServices,
  trafficSplitInvalid,
];
