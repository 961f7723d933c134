package dev.parley.bench.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** A number, a text and a list of eight items: what larger messages are like. */
public record Order(long id, String buyer, List<Item> items) {
    static final Order SAMPLE = new Order(
            1_234_567_890_123L,
            "Ada Lovelace",
            IntStream.range(0, 8)
                    .mapToObj(i -> new Item("item-" + i, i * 100, i * 1.25))
                    .toList());

    /** One line of it. */
    public record Item(String sku, int count, double price) {}

    /** By hand, without any check. */
    static byte[] write(Order order) {
        byte[] buyer = order.buyer.getBytes(StandardCharsets.UTF_8);
        List<Item> items = order.items;
        byte[][] skus = new byte[items.size()][];
        int size = Long.BYTES + Integer.BYTES + buyer.length + Integer.BYTES;
        for (int i = 0; i < skus.length; i++) {
            skus[i] = items.get(i).sku.getBytes(StandardCharsets.UTF_8);
            size += Integer.BYTES + skus[i].length + Integer.BYTES + Double.BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(size)
                .putLong(order.id)
                .putInt(buyer.length)
                .put(buyer)
                .putInt(skus.length);
        for (int i = 0; i < skus.length; i++) {
            Item item = items.get(i);
            out.putInt(skus[i].length).put(skus[i]).putInt(item.count).putDouble(item.price);
        }
        return out.array();
    }

    /** By hand, without any check. */
    static Order read(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long id = in.getLong();
        String buyer = text(in);
        Item[] items = new Item[in.getInt()];
        for (int i = 0; i < items.length; i++) {
            String sku = text(in);
            int count = in.getInt();
            items[i] = new Item(sku, count, in.getDouble());
        }
        return new Order(id, buyer, List.of(items));
    }

    @SuppressWarnings("ByteBufferBackingArray") // all of them are wrapped around their bytes
    static String text(ByteBuffer in) {
        int length = in.getInt();
        String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        return text;
    }
}
