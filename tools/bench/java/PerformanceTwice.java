import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.tools.ConsumerPerformance;
import org.apache.kafka.tools.ProducerPerformance;

/** One of Kafka's own measuring tools twice in one Java: produce|consume WARM_UP_RECORDS RECORDS ARGUMENTS..., the second run counts. */
public final class PerformanceTwice {
  public static void main(String[] args) throws Exception {
    List<String> others = List.of(args).subList(3, args.length);
    run(args[0], args[1], others);
    OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = system.getProcessCpuTime();
    run(args[0], args[2], others);
    System.out.printf("cpu nanoseconds: %d%n", system.getProcessCpuTime() - before);
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) return;
    try (Stream<String> lines = Files.lines(status)) {
      lines.filter(line -> line.startsWith("VmHWM:")).forEach(System.out::println);
    }
  }

  private static void run(String tool, String records, List<String> others) throws Exception {
    List<String> all = new ArrayList<>(others);
    all.addAll(List.of("--num-records", records));
    if (tool.equals("consume")) {
      ConsumerPerformance.main(all.toArray(new String[0]));
      return;
    }
    all.addAll(List.of("--throughput", "-1"));
    ProducerPerformance.main(all.toArray(new String[0]));
  }
}
