package io.groundzero.backup.gateway.problem;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;

/** Which calls there are, as the resources declare them: for the words when there is no such call. */
@ApplicationScoped
class Calls {

    private final List<Call> calls = new ArrayList<>();

    Calls(BeanManager beans) {
        for (Bean<?> bean : beans.getBeans(Object.class, new AnnotationLiteral<Any>() {
        })) {
            Path path = bean.getBeanClass().getAnnotation(Path.class);
            if (path != null) {
                for (Method method : bean.getBeanClass().getDeclaredMethods()) {
                    call(path.value(), method).ifPresent(calls::add);
                }
            }
        }
    }

    /**
     * @param path of the whole call
     * @param method such as {@code GET}
     * @param types that it answers with
     * @param parameters names of those that it takes in the query
     */
    record Call(Pattern path, String method, List<String> types, Set<String> parameters) {
    }

    /** All with this path; empty if it is none of a resource. */
    List<Call> at(String path) {
        return calls.stream().filter(call -> call.path().matcher(path).matches()).toList();
    }

    /** HEAD is what GET is. */
    Optional<Call> at(String path, String method) {
        String asked = method.equals(HttpMethod.HEAD) ? HttpMethod.GET : method;
        return at(path).stream().filter(call -> call.method().equals(asked)).findFirst();
    }

    /** The methods of a path, as the header Allow has them. */
    String allowed(String path) {
        Set<String> methods = at(path).stream().map(Call::method).collect(Collectors.toCollection(TreeSet::new));
        if (methods.contains(HttpMethod.GET)) {
            methods.add(HttpMethod.HEAD);
        }
        return String.join(", ", methods);
    }

    private static Optional<Call> call(String root, Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null) {
                Path path = method.getAnnotation(Path.class);
                String whole = root + (path == null ? "" : "/" + path.value());
                return Optional.of(new Call(pattern(whole.replaceAll("/+", "/")), http.value(), types(method),
                        Arrays.stream(method.getParameters()).map(one -> one.getAnnotation(QueryParam.class))
                                .filter(one -> one != null).map(QueryParam::value).collect(Collectors.toSet())));
            }
        }
        return Optional.empty();
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(Arrays.stream(template.split("(?=\\{)|(?<=\\})"))
                .map(part -> part.startsWith("{") ? "[^/]+" : Pattern.quote(part)).collect(Collectors.joining())
                + "/?");
    }

    private static List<String> types(Method method) {
        Produces produces = Optional.ofNullable(method.getAnnotation(Produces.class))
                .orElse(method.getDeclaringClass().getAnnotation(Produces.class));
        return produces == null ? List.of() : List.of(produces.value());
    }
}
