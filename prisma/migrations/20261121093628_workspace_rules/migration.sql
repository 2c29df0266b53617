-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "rules" JSONB NOT NULL DEFAULT '{}',
ADD COLUMN     "rulesVersion" INTEGER NOT NULL DEFAULT 0;
