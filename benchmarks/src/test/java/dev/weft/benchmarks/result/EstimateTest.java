package dev.weft.benchmarks.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EstimateTest {

    @Test
    void median_ofTwentyValues_hasTheSixthFromEitherEndAsItsInterval() {
        double[] samples = IntStream.rangeClosed(1, 20).asDoubleStream().toArray();
        assertThat(Estimate.median(samples)).isEqualTo(new Estimate(10.5, (15 - 6) / 2.0));
    }

    @Test
    void median_ofOneValue_isThatValue() {
        assertThat(Estimate.median(7)).isEqualTo(new Estimate(7, 0));
    }

    @Test
    void median_ofNothing_isRefused() {
        assertThatThrownBy(Estimate::median).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void over_valuesWithErrors_addsRelativeErrorsAsSquares() {
        var ratio = new Estimate(30, 3).over(new Estimate(10, 1));
        assertThat(ratio.value()).isEqualTo(3);
        assertThat(ratio.error()).isCloseTo(3 * Math.hypot(0.1, 0.1), within(1e-12));
    }

    @Test
    void minus_valuesWithErrors_addsErrorsAsSquares() {
        assertThat(new Estimate(30, 3).minus(new Estimate(10, 4))).isEqualTo(new Estimate(20, 5));
    }
}
