/**
 * The network, P16 and P24: servers in processes of their own, under the load of one generator.
 */
@NullMarked
package dev.weft.benchmarks.network;

import org.jspecify.annotations.NullMarked;
