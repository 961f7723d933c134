/** The dashboard: HTTP, server-sent events and one static page. */
@NullMarked
package dev.parley.dashboard;

import org.jspecify.annotations.NullMarked;
