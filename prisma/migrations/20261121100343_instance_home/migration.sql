-- AlterTable
ALTER TABLE "Instance" ADD COLUMN     "home" TEXT;
