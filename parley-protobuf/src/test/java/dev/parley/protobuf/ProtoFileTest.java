package dev.parley.protobuf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.parley.wire.Codecs;
import dev.parley.wire.lock.ProtocolLock;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The file is what people read; that protoc reads it, too, is tested where the values of all kinds are. */
class ProtoFileTest {
    private static final String SHOP = """
        // Made from the code, not to be edited. docs/WIRE.md, section 11.9, says what no schema can.
        syntax = "proto3";

        package shop.v1;

        import "google/protobuf/timestamp.proto";

        // unscaled * 10^-scale
        message Decimal {
          bytes unscaled = 1; // two's complement, the highest byte first
          sint32 scale = 2;
        }

        message ListOfListOfLong {
          repeated .shop.v1.ListOfLong value = 1;
        }

        message ListOfLong {
          repeated sint64 value = 1;
        }

        message ProtoFileTest {
          enum Colour {
            COLOUR_RED = 0;
            COLOUR_LIGHT_BLUE = 1;
          }

          message Item {
            optional string name = 1;
            optional sint64 count = 2;
          }

          // ProtoFileTest.Pair<Long,UUID>
          message Pair_Long_UUID {
            optional sint64 first = 1;
            optional bytes second = 2; // a UUID, 16 bytes
          }

          message Shop {
            oneof leaf {
              .shop.v1.ProtoFileTest.Shop.Buy buy = 1;
              .shop.v1.ProtoFileTest.Shop.Both both = 2;
              .shop.v1.ProtoFileTest.Shop.Sign sign = 3;
            }

            message Both {
              optional .shop.v1.ProtoFileTest.Pair_Long_UUID numbers = 1;
              repeated .shop.v1.ProtoFileTest_ColourAndListOfListOfLong by_colour = 2;
            }

            message Buy {
              repeated .shop.v1.ProtoFileTest.Item items = 1;
              optional .google.protobuf.Timestamp due_at = 2; // of any year
              map<string, .shop.v1.Decimal> prices = 3;
            }

            message Sign {
              optional .shop.v1.ProtoFileTest.Shop.Sign.Constant constant = 1;

              enum Constant {
                SIGN_OPEN = 0;
              }
            }
          }
        }

        message ProtoFileTest_ColourAndListOfListOfLong {
          optional .shop.v1.ProtoFileTest.Colour key = 1;
          optional .shop.v1.ListOfListOfLong value = 2;
        }

        message ValueOfLong {
          optional sint64 value = 1;
        }
        """;

    sealed interface Shop {
        record Buy(List<Item> items, Optional<Instant> dueAt, Map<String, BigDecimal> prices) implements Shop {}

        record Both(Pair<Long, UUID> numbers, Map<Colour, List<List<Integer>>> byColour) implements Shop {}

        enum Sign implements Shop {
            OPEN
        }
    }

    record Item(String name, int count) {}

    record Pair<A, B>(A first, B second) {}

    enum Colour {
        RED,
        LIGHT_BLUE
    }

    private static String text(String lock, Class<?>... types) {
        Codecs codecs = Codecs.builder().lock(ProtocolLock.parse(lock)).build();
        for (Class<?> type : types) {
            codecs.register(type);
        }
        return ProtoFile.text("shop.v1", codecs);
    }

    @Test
    void describesMessagesWhereTheirClassesAre() {
        assertThat(text("# protocol.lock v1\n", Shop.class, long.class)).isEqualTo(SHOP);
    }

    @Test
    void takesNumbersFromTheLockAndAnEnumWithoutZeroGetsOne() {
        String lock = """
            # protocol.lock v1

            enum ProtoFileTest.Colour
              0 - GREEN
              4 RED
              2 LIGHT_BLUE

            record ProtoFileTest.Item
              19000 name string!
              3 count int
            """;
        assertThat(text(lock, Item.class, Colour.class))
                .contains("    optional sint64 count = 3;\n    optional string name = 20000;\n")
                .contains("    COLOUR_UNSPECIFIED = 0; // no value: proto3 wants one that is 0\n")
                .contains("COLOUR_LIGHT_BLUE = 2;\n", "COLOUR_RED = 4;\n");
    }

    @Test
    void isTheSameHoweverTypesWereRegistered() {
        String lock = "# protocol.lock v1\n";
        assertThat(text(lock, Colour.class, Item.class, Shop.class))
                .isEqualTo(text(lock, Shop.class, Item.class, Colour.class));
    }

    @Test
    void refusesWhatIsNoPackage() {
        Codecs codecs = Codecs.builder().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProtoFile.text("shop-v1", codecs))
                .withMessageContaining("'shop-v1'");
    }
}
