-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "ShareScope" ADD VALUE 'comment';
ALTER TYPE "ShareScope" ADD VALUE 'edit';

-- AlterTable
ALTER TABLE "RealtimeTicket" ADD COLUMN     "userId" TEXT;

-- CreateTable
CREATE TABLE "SharePassword" (
    "linkId" TEXT NOT NULL,
    "cost" INTEGER NOT NULL,
    "blockSize" INTEGER NOT NULL,
    "parallel" INTEGER NOT NULL,
    "salt" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "SharePassword_pkey" PRIMARY KEY ("linkId")
);

-- CreateTable
CREATE TABLE "ShareVisit" (
    "id" TEXT NOT NULL,
    "linkId" TEXT NOT NULL,
    "secretHash" BYTEA NOT NULL,
    "isEmbedded" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastUsedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShareVisit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "ShareVisit_linkId_idx" ON "ShareVisit"("linkId");

-- CreateIndex
CREATE INDEX "ShareVisit_expiresAt_idx" ON "ShareVisit"("expiresAt");

-- AddForeignKey
ALTER TABLE "SharePassword" ADD CONSTRAINT "SharePassword_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "ShareLink"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShareVisit" ADD CONSTRAINT "ShareVisit_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "ShareLink"("id") ON DELETE CASCADE ON UPDATE CASCADE;
