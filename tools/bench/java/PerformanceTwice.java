import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.tools.ProducerPerformance;

/** Kafka's own measuring tool twice in one Java: WARM_UP_RECORDS RECORDS ARGUMENTS..., of which the second run counts. */
public final class PerformanceTwice {
  public static void main(String[] args) throws Exception {
    List<String> others = List.of(args).subList(2, args.length);
    run(args[0], others);
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    run(args[1], others);
    System.out.printf("cpu nanoseconds: %d%n", system.getProcessCpuTime() - before);
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return;
    try (Stream<String> lines = Files.lines(status)) {
      lines.filter(line -> line.startsWith("VmHWM:")).forEach(System.out::println);
    }
  }

  private static void run(String records, List<String> others) throws Exception {
    List<String> all = new ArrayList<>(others);
    all.addAll(List.of("--num-records", records, "--throughput", "-1"));
    ProducerPerformance.main(all.toArray(new String[0]));
  }
}
