-- AlterTable
ALTER TABLE "RealtimeTicket" ADD COLUMN     "sessionId" TEXT;
