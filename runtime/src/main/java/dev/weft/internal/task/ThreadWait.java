package dev.weft.internal.task;

import dev.weft.Waitable;

/** A wait for what other threads do, of which somebody knows that they are at work: the loop does not stand still. */
public interface ThreadWait extends Waitable {}
