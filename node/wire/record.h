// Encrypted records: what the byte stream is cut into after the hellos (R-WIRE-5).
//   u32 length of the ciphertext (also its additional data) | ciphertext
#pragma once

#include "node/base/channel.h"
#include "node/base/result.h"

#include <cstdint>
#include <optional>

namespace timecoin::wire {

/// Text in one record. Small, so that a higher lane never waits for more than one of them.
inline constexpr std::uint32_t kMaxRecordText = 32'768;
/// Of the handshake's records.
inline constexpr std::uint32_t kMaxHandshakeText = 512;

enum class RecordError : std::uint8_t { BadLength, Tampered };

/// Appends one record to `out`. 1 <= text.size() <= kMaxRecordText.
void sealRecord(SecretChannel& channel, ByteView text, Bytes& out);

/// Cuts bytes into records. Holds at most one record's bytes beyond what it was just fed.
class RecordReader {
public:
    void feed(ByteView bytes);
    /// The next text; nullopt: more bytes are needed. An error is final.
    Result<std::optional<Bytes>, RecordError> next(SecretChannel& channel, std::uint32_t maxText);
    /// Bytes not yet read as a record.
    Bytes takeRest();
    std::size_t buffered() const { return m_bytes.size() - m_at; }

private:
    Bytes m_bytes;
    std::size_t m_at = 0;
};

}  // namespace timecoin::wire
