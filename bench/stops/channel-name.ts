/** The channel on which workers tell that a guest has ended: a time for each, in milliseconds since the epoch. */
export const channelName = "fuelbox-bench-ends";
