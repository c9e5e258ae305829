import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends requests at a fixed rate, whether or not the answers to earlier ones have come, and counts each latency from when
 * the request was due: a server that stalls cannot slow down its own measurement.
 *
 * Arguments: key file, requests per second, seconds, most milliseconds at the 99th percentile, addresses.
 */
class OpenLoop {

    private static final int WARM_UP_SECONDS = 10;

    public static void main(String[] arguments) throws Exception {
        String key = Files.readString(Path.of(arguments[0])).strip();
        int rate = Integer.parseInt(arguments[1]);
        int seconds = Integer.parseInt(arguments[2]);
        double limit = Double.parseDouble(arguments[3]);
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5)).build();
        boolean met = true;
        for (String address : Arrays.copyOfRange(arguments, 4, arguments.length)) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(10))
                    .header("Authorization", "Bearer " + key).build();
            run(client, request, rate, WARM_UP_SECONDS);
            met &= run(client, request, rate, seconds).told(address, rate, limit);
        }
        System.exit(met ? 0 : 1);
    }

    record Result(double[] millis, int failed) {

        boolean told(String address, int rate, double limit) {
            Arrays.sort(millis);
            double p99 = millis[(int) Math.ceil(millis.length * 0.99) - 1];
            System.out.printf("  %s: %d requests at %d/s, median %.1f ms, 99 %% within %.1f ms, most %.1f ms, %d failed%n",
                    address.replaceFirst("https?://[^/]*", ""), millis.length, rate, millis[millis.length / 2], p99,
                    millis[millis.length - 1], failed);
            return failed == 0 && p99 <= limit;
        }
    }

    private static Result run(HttpClient client, HttpRequest request, int rate, int seconds)
            throws IOException, InterruptedException {
        int count = rate * seconds;
        double[] millis = new double[count];
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch answers = new CountDownLatch(count);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int number = i;
            long due = start + i * 1_000_000_000L / rate;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            client.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((answer, failure) -> {
                millis[number] = (System.nanoTime() - due) / 1e6;
                if (failure != null || answer.statusCode() != 200) {
                    failed.incrementAndGet();
                }
                answers.countDown();
            });
        }
        answers.await();
        return new Result(millis, failed.get());
    }
}
