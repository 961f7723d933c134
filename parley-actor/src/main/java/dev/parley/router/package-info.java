/**
 * Routers: actors that hand each message on to one of several. They use {@code ctx.forward}, so a request keeps its
 * asker and its deadline, and whoever knows the router's ref needs to know nothing else.
 */
@NullMarked
package dev.parley.router;

import org.jspecify.annotations.NullMarked;
