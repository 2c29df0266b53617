import type { Database } from "#lib/server/database/database.ts";
import type { Prisma } from "#lib/server/generated/client.ts";

/** Rows that are written together: hundreds of calls are prepared, and one statement for each table takes no time. */
export class Rows {
  readonly user: Prisma.UserCreateManyInput[] = [];
  readonly passwordCredential: Prisma.PasswordCredentialCreateManyInput[] = [];
  readonly workspace: Prisma.WorkspaceCreateManyInput[] = [];
  readonly membership: Prisma.MembershipCreateManyInput[] = [];
  readonly team: Prisma.TeamCreateManyInput[] = [];
  readonly session: Prisma.SessionCreateManyInput[] = [];
  readonly invitation: Prisma.InvitationCreateManyInput[] = [];
  readonly passwordReset: Prisma.PasswordResetCreateManyInput[] = [];
  readonly designDocument: Prisma.DesignDocumentCreateManyInput[] = [];
  readonly designSnapshot: Prisma.DesignSnapshotCreateManyInput[] = [];
  readonly designVersion: Prisma.DesignVersionCreateManyInput[] = [];
  readonly shareLink: Prisma.ShareLinkCreateManyInput[] = [];
  readonly shareVisit: Prisma.ShareVisitCreateManyInput[] = [];

  readonly commentThread: Prisma.CommentThreadCreateManyInput[] = [];
  readonly commentMessage: Prisma.CommentMessageCreateManyInput[] = [];

  /** Writes everything, each row after those that it points to. */
  async write(database: Database): Promise<void> {
    await database.$transaction(async (transaction) => {
      await transaction.user.createMany({ data: this.user });
      await transaction.passwordCredential.createMany({ data: this.passwordCredential });
      await transaction.workspace.createMany({ data: this.workspace });
      await transaction.membership.createMany({ data: this.membership });
      await transaction.team.createMany({ data: this.team });
      await transaction.session.createMany({ data: this.session });
      await transaction.invitation.createMany({ data: this.invitation });
      await transaction.passwordReset.createMany({ data: this.passwordReset });
      await transaction.designDocument.createMany({ data: this.designDocument });
      await transaction.designSnapshot.createMany({ data: this.designSnapshot });
      await transaction.designVersion.createMany({ data: this.designVersion });
      await transaction.shareLink.createMany({ data: this.shareLink });
      await transaction.shareVisit.createMany({ data: this.shareVisit });
      await transaction.commentThread.createMany({ data: this.commentThread });
      await transaction.commentMessage.createMany({ data: this.commentMessage });
    });
  }
}
