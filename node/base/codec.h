// The canonical codec (R-COD-1..4): little-endian integers of fixed width, counts and lengths as
// u32 checked against a bound and against the bytes left *before* anything is allocated.
#pragma once

#include "node/base/bytes.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

namespace timecoin {

/// Appends to an owned buffer. Never fails.
class Writer {
public:
    void u8(std::uint8_t value) { m_bytes.push_back(value); }
    void u16(std::uint16_t value);
    void u32(std::uint32_t value);
    void u64(std::uint64_t value);
    void flag(bool value) { u8(value ? 1 : 0); }
    void raw(ByteView bytes) { m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end()); }
    template <class Tag, std::size_t N>
    void fixed(const FixedBytes<Tag, N>& value) {
        raw(value.view());
    }
    /// u32 count or length; the caller keeps it within the reader's bound.
    void count(std::size_t value) { u32(static_cast<std::uint32_t>(value)); }
    /// Length-prefixed bytes.
    void blob(ByteView bytes) {
        count(bytes.size());
        raw(bytes);
    }

    const Bytes& bytes() const { return m_bytes; }
    Bytes take() { return std::move(m_bytes); }
    std::size_t size() const { return m_bytes.size(); }

private:
    Bytes m_bytes;
};

/// Reads from a borrowed buffer. The first failure sticks: afterwards every read yields zero and
/// `ok()` is false, so a decoder checks once at its end.
class Reader {
public:
    explicit Reader(ByteView bytes) : m_bytes(bytes) {}

    std::uint8_t u8();
    std::uint16_t u16();
    std::uint32_t u32();
    std::uint64_t u64();
    /// Refuses every byte but 0 and 1.
    bool flag();
    template <class T>
    T fixed() {
        T out;
        const ByteView from = raw(T::kSize);
        if (from.size() == T::kSize) std::copy(from.begin(), from.end(), out.data.begin());
        return out;
    }
    /// Exactly `size` bytes, borrowed; empty on failure.
    ByteView raw(std::size_t size);
    /// A count of at most `max` items of at least `minItemSize` bytes each; fails when the bytes
    /// left could not hold them, so that a hostile count allocates nothing.
    std::uint32_t count(std::uint32_t max, std::size_t minItemSize);
    /// Length-prefixed bytes of at most `max`, borrowed.
    ByteView blob(std::uint32_t max);

    void fail() { m_ok = false; }
    bool ok() const { return m_ok; }
    /// Everything read, nothing left over.
    bool finished() const { return m_ok && m_at == m_bytes.size(); }
    std::size_t remaining() const { return m_ok ? m_bytes.size() - m_at : 0; }

private:
    ByteView m_bytes;
    std::size_t m_at = 0;
    bool m_ok = true;
};

/// Types of the protocol provide `void encode(Writer&) const` and `static T decode(Reader&)`.
template <class T>
Bytes encoded(const T& value) {
    Writer out;
    value.encode(out);
    return out.take();
}

/// The whole of `bytes` as one `T`; nullopt when malformed, out of bounds or with bytes left over.
template <class T>
std::optional<T> decoded(ByteView bytes) {
    Reader in(bytes);
    T value = T::decode(in);
    if (!in.finished()) return std::nullopt;
    return value;
}

}  // namespace timecoin
