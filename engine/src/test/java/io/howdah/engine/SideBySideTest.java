package io.howdah.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SideBySideTest {

    @Test
    void gives_results_in_the_order_of_the_tasks_which_run_at_the_same_time() {
        var both = new CountDownLatch(2);

        assertThat(SideBySide.all(2, List.<Callable<String>>of(() -> met(both, "one"), () -> met(both, "two"))))
                .containsExactly("one", "two");
        assertThat(SideBySide.all(
                        3,
                        IntStream.range(0, 50)
                                .mapToObj(n -> (Callable<Integer>) () -> n)
                                .toList()))
                .containsExactlyElementsOf(IntStream.range(0, 50).boxed().toList());
    }

    @Test
    void passes_on_the_first_failure_as_it_is_and_interrupts_the_rest() {
        var interrupted = new AtomicBoolean();
        var failure = new StackOverflowError("deep");

        assertThatThrownBy(() -> SideBySide.all(
                        2,
                        List.<Callable<String>>of(
                                () -> {
                                    throw failure;
                                },
                                () -> rested(interrupted))))
                .isSameAs(failure);
        assertThat(interrupted).isTrue();
    }

    @Test
    void ends_with_its_caller() throws InterruptedException {
        var interrupted = new AtomicBoolean();
        var thrown = new AtomicReference<Throwable>();
        var caller = Thread.ofPlatform().start(() -> {
            try {
                SideBySide.all(1, List.<Callable<String>>of(() -> rested(interrupted)));
            } catch (Problem e) {
                thrown.set(e);
            }
        });

        caller.interrupt();
        caller.join(10_000);

        assertThat(thrown.get())
                .isInstanceOfSatisfying(Problem.class, p -> assertThat(p.kind()).isEqualTo(Problem.Kind.INTERRUPTED));
    }

    private static String met(CountDownLatch all, String result) throws InterruptedException {
        all.countDown();
        return all.await(20, TimeUnit.SECONDS) ? result : "alone";
    }

    private static String rested(AtomicBoolean interrupted) {
        try {
            Thread.sleep(20_000);
            return "rested";
        } catch (InterruptedException e) {
            interrupted.set(true);
            return "interrupted";
        }
    }
}
