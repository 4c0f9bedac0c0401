#include "node/wire/record.h"

#include "node/base/codec.h"

#include <cassert>

namespace timecoin::wire {

namespace {

constexpr std::size_t kLengthBytes = 4;

}  // namespace

void sealRecord(SecretChannel& channel, ByteView text, Bytes& out) {
    assert(!text.empty() && text.size() <= kMaxRecordText);
    Writer length;
    length.count(text.size() + SecretChannel::kOverhead);
    out.insert(out.end(), length.bytes().begin(), length.bytes().end());
    channel.seal(text, length.bytes(), out);
}

void RecordReader::feed(ByteView bytes) {
    if (m_at > 0) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at));
        m_at = 0;
    }
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

Result<std::optional<Bytes>, RecordError> RecordReader::next(SecretChannel& channel,
                                                             std::uint32_t maxText) {
    const ByteView have = ByteView(m_bytes).subspan(m_at);
    if (have.size() < kLengthBytes) return std::optional<Bytes>();
    const ByteView prefix = have.first(kLengthBytes);
    const std::uint32_t length = Reader(prefix).u32();
    if (length <= SecretChannel::kOverhead || length > maxText + SecretChannel::kOverhead)
        return fail(RecordError::BadLength);
    if (have.size() < kLengthBytes + length) return std::optional<Bytes>();
    std::optional<Bytes> text = channel.open(have.subspan(kLengthBytes, length), prefix);
    if (!text) return fail(RecordError::Tampered);
    m_at += kLengthBytes + length;
    return text;
}

Bytes RecordReader::takeRest() {
    Bytes rest(m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at), m_bytes.end());
    m_bytes = {};
    m_at = 0;
    return rest;
}

}  // namespace timecoin::wire
