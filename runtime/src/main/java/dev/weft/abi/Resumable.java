package dev.weft.abi;

/** An activation outside any loop, ready to go on. */
interface Resumable {

    /** Goes on, on the calling thread. */
    void resumeHere();
}
