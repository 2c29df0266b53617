/** Messages per second on the busiest partition (Q8): an even share, or that of the busiest key when it is larger. */
export const busiestPartitionRps = (arrivalRps: number, partitions: number, topKeyShare = 0): number => Math.max(arrivalRps / Math.max(1, partitions), topKeyShare * arrivalRps);
