package dev.weft.internal.task;

import dev.weft.Waitable;

/** A wait for a peer, or for the operating system: dumps tell it from a wait for an object of the program's own. */
public interface ChannelWait extends Waitable {}
