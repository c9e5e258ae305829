package io.groundzero.backup.shipper;

import java.util.concurrent.atomic.AtomicInteger;

import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** Cuts a client off its store, from one call on and for all that follow, as a crash or a broken network does. */
public class Outage implements ExecutionInterceptor {

    private final AtomicInteger calls = new AtomicInteger();
    private final int from;
    private final Class<? extends SdkRequest> type;

    private Outage(int from, Class<? extends SdkRequest> type) {
        this.from = from;
        this.type = type;
    }

    /**
     * @param call the first call that fails, from 1
     */
    public static Outage from(int call) {
        return new Outage(call, SdkRequest.class);
    }

    /** Only the n-th call of a kind, and all of that kind that follow. */
    public static Outage from(int call, Class<? extends SdkRequest> type) {
        return new Outage(call, type);
    }

    /** How many calls there were. */
    public int calls() {
        return calls.get();
    }

    @Override
    public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
        if (type.isInstance(context.request()) && calls.incrementAndGet() >= from) {
            throw SdkClientException.create("cut off by the test");
        }
    }
}
