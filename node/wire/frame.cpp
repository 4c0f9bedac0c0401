#include "node/wire/frame.h"

#include "node/base/codec.h"

#include <zstd.h>

#include <cassert>

namespace timecoin::wire {

namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::size_t kFormBytes = 1;
constexpr std::size_t kInflatedBytes = 4;
/// The fastest ordinary level: what travels is mostly hashes and signatures.
constexpr int kLevel = 1;
/// A buffer emptied after something large is given back.
constexpr std::size_t kKeepBytes = 65'536;

Bytes rawFrame(ByteView message) {
    Writer out;
    out.count(kFormBytes + message.size());
    out.u8(static_cast<std::uint8_t>(FrameForm::Raw));
    out.raw(message);
    return out.take();
}

/// One zstd frame that says how much it holds, or nullopt when it is not smaller.
std::optional<Bytes> compressed(ByteView message) {
    Bytes packed(ZSTD_compressBound(message.size()));
    const std::size_t size =
        ZSTD_compress(packed.data(), packed.size(), message.data(), message.size(), kLevel);
    if (ZSTD_isError(size) || size + kInflatedBytes >= message.size()) return std::nullopt;
    packed.resize(size);
    return packed;
}

Result<std::optional<Bytes>, FrameError> inflated(ByteView packed, std::uint32_t maxBytes) {
    Reader in(packed);
    const std::uint32_t declared = in.u32();
    if (!in.ok() || declared <= kCompressAbove || declared > maxBytes)
        return fail(FrameError::BadInflatedSize);
    const ByteView body = in.raw(in.remaining());
    // Exactly one frame: zstd would inflate several, and skip what it does not know.
    if (ZSTD_findFrameCompressedSize(body.data(), body.size()) != body.size())
        return fail(FrameError::BadCompression);
    const unsigned long long inside = ZSTD_getFrameContentSize(body.data(), body.size());
    if (inside == ZSTD_CONTENTSIZE_ERROR) return fail(FrameError::BadCompression);
    if (inside != declared) return fail(FrameError::BadInflatedSize);
    Bytes message(declared);
    const std::size_t size =
        ZSTD_decompress(message.data(), message.size(), body.data(), body.size());
    if (ZSTD_isError(size)) return fail(FrameError::BadCompression);
    if (size != declared) return fail(FrameError::BadInflatedSize);
    return std::optional<Bytes>(std::move(message));
}

}  // namespace

Bytes frameOf(ByteView message) {
    assert(!message.empty());
    if (message.size() <= kCompressAbove) return rawFrame(message);
    const std::optional<Bytes> packed = compressed(message);
    if (!packed) return rawFrame(message);
    Writer out;
    out.count(kFormBytes + kInflatedBytes + packed->size());
    out.u8(static_cast<std::uint8_t>(FrameForm::Zstd));
    out.count(message.size());
    out.raw(*packed);
    return out.take();
}

void FrameReader::feed(ByteView bytes) {
    if (m_at == m_bytes.size()) {
        if (m_bytes.capacity() > kKeepBytes) m_bytes = {};
        m_bytes.clear();
        m_at = 0;
    } else if (m_at > 0) {
        m_bytes.erase(m_bytes.begin(), m_bytes.begin() + static_cast<std::ptrdiff_t>(m_at));
        m_at = 0;
    }
    m_bytes.insert(m_bytes.end(), bytes.begin(), bytes.end());
}

Result<std::optional<Bytes>, FrameError> FrameReader::next() {
    const ByteView have = ByteView(m_bytes).subspan(m_at);
    if (have.size() < kLengthBytes) return std::optional<Bytes>();
    const std::uint32_t length = Reader(have).u32();
    if (length > m_maxBytes) return fail(FrameError::TooLong);
    if (length <= kFormBytes) return fail(FrameError::Empty);
    if (have.size() < kLengthBytes + kFormBytes) return std::optional<Bytes>();
    const std::uint8_t form = have[kLengthBytes];
    if (form > static_cast<std::uint8_t>(FrameForm::Zstd)) return fail(FrameError::UnknownForm);
    if (have.size() < kLengthBytes + length) return std::optional<Bytes>();
    const ByteView body = have.subspan(kLengthBytes + kFormBytes, length - kFormBytes);
    m_at += kLengthBytes + length;
    if (form == static_cast<std::uint8_t>(FrameForm::Zstd)) return inflated(body, m_maxBytes);
    return std::optional<Bytes>(Bytes(body.begin(), body.end()));
}

}  // namespace timecoin::wire
