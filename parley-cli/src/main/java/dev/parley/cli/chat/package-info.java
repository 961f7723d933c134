/**
 * The chat: one room among the nodes, a session for each user on the member that the user's client reached, and the
 * client. It shows what an application on Parley looks like: no line is lost and none is doubled, whatever dies.
 *
 * <p>Must not know: terminals, JSON, options. Read {@link dev.parley.cli.chat.ChatRoom} first, then
 * {@link dev.parley.cli.chat.UserSession}, then {@link dev.parley.cli.chat.ChatClient}.
 */
@NullMarked
package dev.parley.cli.chat;

import org.jspecify.annotations.NullMarked;
