package dev.weft.agent.differential;

import dev.weft.agent.differential.oracle.OracleCode;
import java.util.Optional;
import java.util.function.Function;

/** Loads samples whose await blocks. */
final class OracleSamples extends SampleLoader {
    OracleSamples(Function<String, Optional<byte[]>> originals) {
        super(originals);
    }

    @Override
    byte[] changed(byte[] original) {
        return OracleCode.of(original);
    }
}
