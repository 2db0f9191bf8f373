package dev.weft.agent.differential;

import dev.weft.agent.differential.oracle.OracleCode;

/** Loads samples whose await blocks. */
final class OracleSamples extends SampleLoader {
    OracleSamples(String prefix) {
        super(prefix);
    }

    @Override
    byte[] changed(String name, byte[] original) {
        return OracleCode.of(original);
    }
}
