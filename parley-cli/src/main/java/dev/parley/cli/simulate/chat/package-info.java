/** The chat, its room and its users, while members and networks fail. */
@NullMarked
package dev.parley.cli.simulate.chat;

import org.jspecify.annotations.NullMarked;
