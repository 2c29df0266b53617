-- CreateTable
CREATE TABLE "QuarantinedUpdate" (
    "designId" TEXT NOT NULL,
    "generation" INTEGER NOT NULL,
    "seq" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,
    "actor" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "quarantinedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "QuarantinedUpdate_pkey" PRIMARY KEY ("designId","generation","seq")
);

-- CreateTable
CREATE TABLE "RealtimeTicket" (
    "secretHash" BYTEA NOT NULL,
    "designId" TEXT NOT NULL,
    "canEdit" BOOLEAN NOT NULL,
    "actor" TEXT NOT NULL,
    "linkId" TEXT,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "RealtimeTicket_pkey" PRIMARY KEY ("secretHash")
);

-- CreateIndex
CREATE INDEX "RealtimeTicket_expiresAt_idx" ON "RealtimeTicket"("expiresAt");

-- AddForeignKey
ALTER TABLE "QuarantinedUpdate" ADD CONSTRAINT "QuarantinedUpdate_designId_fkey" FOREIGN KEY ("designId") REFERENCES "DesignDocument"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "RealtimeTicket" ADD CONSTRAINT "RealtimeTicket_designId_fkey" FOREIGN KEY ("designId") REFERENCES "DesignDocument"("id") ON DELETE CASCADE ON UPDATE CASCADE;
