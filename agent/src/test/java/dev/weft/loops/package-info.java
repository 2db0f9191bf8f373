/** Tests of tasks on several event loops. */
package dev.weft.loops;
