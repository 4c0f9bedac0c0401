#include "node/base/codec.h"

namespace timecoin {

namespace {

template <class T>
void appendLittleEndian(Bytes& bytes, T value) {
    std::array<std::uint8_t, sizeof(T)> out{};
    for (std::size_t i = 0; i < sizeof(T); ++i)
        out[i] = static_cast<std::uint8_t>(value >> (8 * i));
    bytes.insert(bytes.end(), out.begin(), out.end());
}

template <class T>
T readLittleEndian(ByteView bytes) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        value |= static_cast<std::uint64_t>(bytes[i]) << (8 * i);
    return static_cast<T>(value);
}

}  // namespace

void Writer::u16(std::uint16_t value) {
    appendLittleEndian(m_bytes, value);
}

void Writer::u32(std::uint32_t value) {
    appendLittleEndian(m_bytes, value);
}

void Writer::u64(std::uint64_t value) {
    appendLittleEndian(m_bytes, value);
}

// A failed read is an empty view, which reads as zero.
std::uint8_t Reader::u8() {
    return readLittleEndian<std::uint8_t>(raw(1));
}

std::uint16_t Reader::u16() {
    return readLittleEndian<std::uint16_t>(raw(2));
}

std::uint32_t Reader::u32() {
    return readLittleEndian<std::uint32_t>(raw(4));
}

std::uint64_t Reader::u64() {
    return readLittleEndian<std::uint64_t>(raw(8));
}

bool Reader::flag() {
    const std::uint8_t value = u8();
    if (value > 1) fail();
    return m_ok && value == 1;
}

ByteView Reader::raw(std::size_t size) {
    if (!m_ok || size > m_bytes.size() - m_at) {
        m_ok = false;
        return {};
    }
    const ByteView part = m_bytes.subspan(m_at, size);
    m_at += size;
    return part;
}

std::uint32_t Reader::count(std::uint32_t max, std::size_t minItemSize) {
    const std::uint32_t items = u32();
    // Dividing cannot overflow, whatever the count claims.
    if (items > max || (minItemSize > 0 && items > remaining() / minItemSize)) fail();
    return m_ok ? items : 0;
}

ByteView Reader::blob(std::uint32_t max) {
    return raw(count(max, 1));
}

}  // namespace timecoin
