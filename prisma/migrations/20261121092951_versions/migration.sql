-- CreateEnum
CREATE TYPE "VersionKind" AS ENUM ('automatic', 'named', 'restored');

-- AlterTable
ALTER TABLE "DesignDocument" ADD COLUMN     "unkeptSince" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP;

-- CreateTable
CREATE TABLE "DesignVersion" (
    "designId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "kind" "VersionKind" NOT NULL,
    "title" TEXT,
    "createdBy" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "authors" TEXT[],
    "content" BYTEA NOT NULL,
    "originAt" TIMESTAMPTZ(3),
    "originTitle" TEXT,

    CONSTRAINT "DesignVersion_pkey" PRIMARY KEY ("designId","seq")
);

-- CreateTable
CREATE TABLE "DesignAuthor" (
    "designId" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "lastSeq" INTEGER NOT NULL,

    CONSTRAINT "DesignAuthor_pkey" PRIMARY KEY ("designId","actor")
);

-- AddForeignKey
ALTER TABLE "DesignVersion" ADD CONSTRAINT "DesignVersion_designId_fkey" FOREIGN KEY ("designId") REFERENCES "DesignDocument"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DesignAuthor" ADD CONSTRAINT "DesignAuthor_designId_fkey" FOREIGN KEY ("designId") REFERENCES "DesignDocument"("id") ON DELETE CASCADE ON UPDATE CASCADE;
