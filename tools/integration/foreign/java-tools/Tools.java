// The tools behind Kafka's bin/*.sh, one after the other in one Java. java -cp CLASSPATH Tools.java: lines of JSON from stdin,
// {"id":1,"main":"org.apache.kafka.tools.TopicCommand","args":["--list"]}, and {"id":1,"code":0,"said":"orders\n"} to stdout.

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

public class Tools {
    static final ObjectMapper JSON = new ObjectMapper();
    static final PrintStream OUT = System.out;
    /** Of the tool that runs: its exit code. */
    static volatile CompletableFuture<Integer> running;

    public static void main(String[] args) throws Exception {
        catchExits();
        var input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            JsonNode request = JSON.readTree(line);
            var said = new ByteArrayOutputStream();
            int code = run(request.get("main").asText(), JSON.convertValue(request.get("args"), String[].class), said);
            String text = said.toString(StandardCharsets.UTF_8);
            OUT.println(JSON.writeValueAsString(Map.of("id", request.get("id").asInt(), "code", code, "said", text)));
            OUT.flush();
        }
        Runtime.getRuntime().halt(0);
    }

    /** In a thread of its own, which an exit ends: whatever its callers would catch, and do after it, does not happen. */
    static int run(String main, String[] args, ByteArrayOutputStream said) throws Exception {
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(out);
        var ended = new CompletableFuture<Integer>();
        running = ended;
        var tool = new Thread(() -> {
            try {
                Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) args);
                ended.complete(0);
            } catch (InvocationTargetException error) {
                error.getCause().printStackTrace(out);
                ended.complete(1);
            } catch (Exception error) {
                error.printStackTrace(out);
                ended.complete(-1);
            }
        });
        tool.setDaemon(true);
        tool.start();
        return ended.get();
    }

    /** All tools end by Kafka's Exit, whose place differs, and which can be told what to do instead. */
    static void catchExits() throws Exception {
        Class<?> exit;
        try {
            exit = Class.forName("org.apache.kafka.common.utils.internals.Exit");
        } catch (ClassNotFoundException before44) {
            exit = Class.forName("org.apache.kafka.common.utils.Exit");
        }
        Class<?> procedure = Class.forName(exit.getName() + "$Procedure");
        Object instead = Proxy.newProxyInstance(Tools.class.getClassLoader(), new Class<?>[] {procedure}, (self, method, values) -> {
            if (method.getDeclaringClass() == Object.class) return null;
            if (values[1] != null) System.err.println(values[1]);
            running.complete((Integer) values[0]);
            new Semaphore(0).acquire();
            return null;
        });
        exit.getMethod("setExitProcedure", procedure).invoke(null, instead);
        exit.getMethod("setHaltProcedure", procedure).invoke(null, instead);
    }
}
