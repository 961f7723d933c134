/**
 * The kernel: cells, mailboxes, supervision and death watch. Start at {@link dev.parley.kernel.Cell}.
 */
@NullMarked
package dev.parley.kernel;

import org.jspecify.annotations.NullMarked;
