/**
 * Links: from a message to bytes and back. {@link dev.parley.remote.link.LinkState} decides, {@link
 * dev.parley.remote.link.Link} acts, {@link dev.parley.remote.link.LinkSession} holds what ends with a link
 * incarnation.
 */
@NullMarked
package dev.parley.remote.link;

import org.jspecify.annotations.NullMarked;
