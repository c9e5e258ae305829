package io.groundzero.backup.gateway.problem;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;

/**
 * Connections on which nothing happens are closed, so that one with half a header does not stay; but not while a request is
 * being answered: a game day that an assistant waits for takes longer, and so may an event. The framework knows one time
 * for both (quarkus.http.idle-timeout), so this holds it back while there is something to wait for.
 */
@ApplicationScoped
class IdleConnections {

    private static final int BEFORE_ALL_OTHERS = 1_000_003;
    private static final String NAME = "ground-zero-under-way";
    private static final AttributeKey<UnderWay> UNDER_WAY = AttributeKey.valueOf(NAME);

    void register(@Observes Filters filters) {
        filters.register(IdleConnections::watch, BEFORE_ALL_OTHERS);
    }

    /** In the thread of the connection, like all that happens in its pipeline. */
    private static void watch(RoutingContext context) {
        if (context.request().connection() instanceof ConnectionBase connection) {
            Channel channel = connection.channel();
            UnderWay underWay = underWay(channel);
            underWay.requests++;
            context.addEndHandler(ended -> underWay.requests--);
            // afterwards, since the first request of HTTP/2 is seen before its pipeline is complete
            channel.eventLoop().execute(() -> place(underWay, channel.pipeline()));
        }
        context.next();
    }

    private static UnderWay underWay(Channel channel) {
        Attribute<UnderWay> known = channel.attr(UNDER_WAY);
        known.setIfAbsent(new UnderWay());
        return known.get();
    }

    /** Right behind what notices the silence; what closes the connection is another one for each version of HTTP. */
    private static void place(UnderWay underWay, ChannelPipeline pipeline) {
        ChannelHandlerContext silence = pipeline.context(IdleStateHandler.class);
        if (silence == null) {
            return;
        }
        List<String> names = pipeline.names();
        if (!NAME.equals(names.get(names.indexOf(silence.name()) + 1))) {
            if (pipeline.get(NAME) != null) {
                pipeline.remove(NAME);
            }
            pipeline.addAfter(silence.name(), NAME, underWay);
        }
    }

    @ChannelHandler.Sharable
    private static final class UnderWay extends ChannelInboundHandlerAdapter {

        /** How many times in a row nothing may have been sent in either way: a caller may be gone without a word. */
        private static final int MOST = 24;

        private int requests;
        private int silences;

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
            if (event instanceof IdleStateEvent silence) {
                silences = silence.isFirst() ? 1 : silences + 1;
                if (requests > 0 && silences < MOST) {
                    return;
                }
            }
            super.userEventTriggered(context, event);
        }
    }
}
