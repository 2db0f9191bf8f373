package dev.weft.benchmarks.network;

import dev.weft.benchmarks.result.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The figures of one peer in one row, of all rounds. */
final class Samples {

    /**
     * The figures of one round.
     *
     * @param load the generator's figures
     * @param use the server's use of the processors meanwhile
     */
    record Sample(Generator.Figures load, RunningPeer.Use use) {
        double microsPerRequest() {
            return 1e6 / load.perSecond();
        }

        double processorMicros() {
            return use.seconds() * 1e6 / load.requests();
        }

        double kernelMicros() {
            return use.kernelSeconds() * 1e6 / load.requests();
        }

        double switchesPerRequest() {
            return use.switches() / (double) load.requests();
        }
    }

    private final List<Sample> samples = new ArrayList<>();

    void add(Sample sample) {
        samples.add(sample);
    }

    Estimate median(ToDoubleFunction<Sample> figure) {
        return Estimate.median(samples.stream().mapToDouble(figure).toArray());
    }
}
