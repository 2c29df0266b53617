import type { Operation } from "#lib/server/operation.ts";
import { acceptInvitation } from "./accept-invitation.ts";
import { appendUpdate } from "./append-update.ts";
import { beginExternal } from "./begin-external.ts";
import { changeMember } from "./change-member.ts";
import { changePassword } from "./change-password.ts";
import { changeRules } from "./change-rules.ts";
import { changeTeam } from "./change-team.ts";
import { completeSetup } from "./complete-setup.ts";
import { createComment } from "./create-comment.ts";
import { createDesign } from "./create-design.ts";
import { createInvitation } from "./create-invitation.ts";
import { createRealtimeTicket } from "./create-realtime-ticket.ts";
import { createReset } from "./create-reset.ts";
import { createShare } from "./create-share.ts";
import { createTeam } from "./create-team.ts";
import { createVersion } from "./create-version.ts";
import { createWorkspace } from "./create-workspace.ts";
import { deactivateMember } from "./deactivate-member.ts";
import { deleteComment } from "./delete-comment.ts";
import { deleteDesign } from "./delete-design.ts";
import { deleteTeam } from "./delete-team.ts";
import { deleteVersion } from "./delete-version.ts";
import { deleteWorkspace } from "./delete-workspace.ts";
import { duplicateDesign } from "./duplicate-design.ts";
import { editComment } from "./edit-comment.ts";
import { embedShare } from "./embed-share.ts";
import { enterWorkspace } from "./enter-workspace.ts";
import { exchangeInvitation } from "./exchange-invitation.ts";
import { exchangeShare } from "./exchange-share.ts";
import { finishExternal } from "./finish-external.ts";
import { getDesign } from "./get-design.ts";
import { getMe } from "./get-me.ts";
import { getRules } from "./get-rules.ts";
import { getState } from "./get-state.ts";
import { getVersion } from "./get-version.ts";
import { listAudit } from "./list-audit.ts";
import { listComments } from "./list-comments.ts";
import { listDesigns } from "./list-designs.ts";
import { listInvitations } from "./list-invitations.ts";
import { listMembers } from "./list-members.ts";
import { listSessions } from "./list-sessions.ts";
import { listShares } from "./list-shares.ts";
import { listTeams } from "./list-teams.ts";
import { listUpdates } from "./list-updates.ts";
import { listVersions } from "./list-versions.ts";
import { reactivateMember } from "./reactivate-member.ts";
import { redeemReset } from "./redeem-reset.ts";
import { renameDesign } from "./rename-design.ts";
import { renameMe } from "./rename-me.ts";
import { renameVersion } from "./rename-version.ts";
import { renameWorkspace } from "./rename-workspace.ts";
import { reopenComment } from "./reopen-comment.ts";
import { replyToComment } from "./reply-to-comment.ts";
import { requestReset } from "./request-reset.ts";
import { resolveComment } from "./resolve-comment.ts";
import { restoreDesign } from "./restore-design.ts";
import { restoreVersion } from "./restore-version.ts";
import { revokeInvitation } from "./revoke-invitation.ts";
import { revokeSession } from "./revoke-session.ts";
import { revokeShare } from "./revoke-share.ts";
import { signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import { signUp } from "./sign-up.ts";
import { transferWorkspace } from "./transfer-workspace.ts";

/** Every operation of the server. What is not listed here cannot be asked for. */
export const OPERATIONS: readonly Operation[] = [
  acceptInvitation,
  appendUpdate,
  beginExternal,
  changeMember,
  changePassword,
  changeRules,
  changeTeam,
  completeSetup,
  createComment,
  createDesign,
  createInvitation,
  createRealtimeTicket,
  createReset,
  createShare,
  createTeam,
  createVersion,
  createWorkspace,
  deactivateMember,
  deleteComment,
  deleteDesign,
  deleteTeam,
  deleteVersion,
  deleteWorkspace,
  duplicateDesign,
  editComment,
  embedShare,
  enterWorkspace,
  exchangeInvitation,
  exchangeShare,
  finishExternal,
  getDesign,
  getMe,
  getRules,
  getState,
  getVersion,
  listAudit,
  listComments,
  listDesigns,
  listInvitations,
  listMembers,
  listSessions,
  listShares,
  listTeams,
  listUpdates,
  listVersions,
  reactivateMember,
  redeemReset,
  renameDesign,
  renameMe,
  renameVersion,
  renameWorkspace,
  reopenComment,
  replyToComment,
  requestReset,
  resolveComment,
  restoreDesign,
  restoreVersion,
  revokeInvitation,
  revokeSession,
  revokeShare,
  signIn,
  signOut,
  signUp,
  transferWorkspace,
];
