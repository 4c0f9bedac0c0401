// Frames: one message each, in the byte stream of one lane (R-WIRE-4).
//   u32 length of what follows | u8 form | raw:  the message
//                                        | zstd: u32 inflated size, then one zstd frame
#pragma once

#include "node/base/bytes.h"
#include "node/base/limits.h"
#include "node/base/result.h"
#include "node/wire/messages.h"

#include <cstdint>
#include <optional>

namespace timecoin::wire {

enum class FrameForm : std::uint8_t { Raw = 0, Zstd = 1 };

enum class FrameError : std::uint8_t {
    TooLong,  ///< declared length over the bound; nothing of it was stored
    Empty,    ///< no message in it
    UnknownForm,
    BadInflatedSize,  ///< declared size out of bounds or not the real one
    BadCompression,   ///< not exactly one zstd frame
};

/// Messages up to this size are never compressed.
inline constexpr std::size_t kCompressAbove = 1'024;

/// Longest frame (after its length field) and longest inflated message of a lane.
constexpr std::uint32_t maxFrameBytes(Lane lane) {
    switch (lane) {
    case Lane::Agreement: return 3'000'000;  // a proposal: 40,000 hashes, three certificates
    case Lane::Votes: return 3'000'000;      // lists of 40,000 ids, a proposal's body
    case Lane::Transactions: return 2 * kMaxTransactionBytes;
    case Lane::Sync: return kMaxFrameBytes;
    case Lane::Addresses: return 100'000;
    }
    return 0;
}
static_assert(maxFrameBytes(Lane::Agreement) > 2 * kMaxBlockTransactions * Hash::kSize);
static_assert(maxFrameBytes(Lane::Votes) > 2 * kMaxAcknowledged * Hash::kSize);
static_assert(maxFrameBytes(Lane::Addresses) > 100 * 260);

/// One message as a frame, compressed when that makes it smaller.
Bytes frameOf(ByteView message);

/// Cuts the bytes of one lane into messages. Its buffer grows only as bytes arrive; a declared
/// length buys nothing.
class FrameReader {
public:
    explicit FrameReader(std::uint32_t maxBytes) : m_maxBytes(maxBytes) {}

    void feed(ByteView bytes);
    /// The next message, inflated; nullopt: more bytes are needed. An error is final.
    Result<std::optional<Bytes>, FrameError> next();
    std::size_t buffered() const { return m_bytes.size() - m_at; }

private:
    std::uint32_t m_maxBytes;
    Bytes m_bytes;
    std::size_t m_at = 0;
};

}  // namespace timecoin::wire
