#include "node/snapshot/snapshot_reader.h"

#include "node/base/crypto.h"
#include "node/chain/merkle.h"

#include <algorithm>

namespace timecoin {

namespace {

constexpr std::size_t kLengthBytes = 4;
constexpr std::uint64_t kHashesPerPart = 1'000;

}  // namespace

SnapshotReader::SnapshotReader(const Network& network, const SignatureScheme& scheme)
    : m_network(network),
      m_scheme(scheme),
      m_chain(network, scheme) {}

void SnapshotReader::expect(Part part, std::size_t bytes) {
    m_part = part;
    m_wants = bytes;
}

Failure<SnapshotError> SnapshotReader::refuse(SnapshotFault fault) const {
    SnapshotError error{fault, 0, 0};
    if (m_part == Part::Page || m_part == Part::End)
        error.page = m_page + 1;
    else if (m_part != Part::Preamble)
        error.boundary = m_last.header.height;
    return fail(error);
}

Result<SnapshotItem, SnapshotError> SnapshotReader::take(ByteView bytes) {
    if (bytes.size() != m_wants || m_part == Part::End) return refuse(SnapshotFault::Truncated);
    switch (m_part) {
    case Part::Preamble: return takePreamble(bytes);
    case Part::BoundaryLength:
    case Part::RegistryLength: return takeLength(bytes);
    case Part::Boundary: return takeBoundary(bytes);
    case Part::Registry: return takeRegistry(bytes);
    case Part::CoinsHead: return takeCoinsHead(bytes);
    case Part::PageHashes: return takePageHashes(bytes);
    case Part::Page: return takePage(bytes);
    case Part::End: break;
    }
    return refuse(SnapshotFault::Truncated);
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takePreamble(ByteView bytes) {
    const auto preamble = SnapshotPreamble::read(bytes, m_network.genesisHash);
    if (!preamble) return refuse(preamble.error());
    m_boundaries = preamble->boundaries;
    expect(Part::BoundaryLength, kLengthBytes);
    return SnapshotItem();
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takeLength(ByteView bytes) {
    const bool boundary = m_part == Part::BoundaryLength;
    Reader in(bytes);
    const std::uint32_t length = in.u32();
    if (length == 0 || length > (boundary ? kMaxBoundaryBytes : kMaxRegistryBytes))
        return refuse(SnapshotFault::Malformed);
    expect(boundary ? Part::Boundary : Part::Registry, length);
    return SnapshotItem();
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takeBoundary(ByteView bytes) {
    auto boundary = decodeBoundary(bytes);
    if (!boundary) return refuse(SnapshotFault::Malformed);
    const auto fault = m_chain.add(*boundary);
    m_last = std::move(*boundary);
    if (fault) return refuse(*fault);
    ++m_read;
    expect(m_read < m_boundaries ? Part::BoundaryLength : Part::RegistryLength, kLengthBytes);
    return SnapshotItem(m_last);
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takeRegistry(ByteView bytes) {
    auto registry = decoded<RegistryState>(bytes);
    if (!registry) return refuse(SnapshotFault::Malformed);
    // The header binds every byte of it. Height and epoch follow, and are looked at for the sake of
    // whoever reads this without believing it.
    if (registry->hash() != m_last.header.registryHash ||
        registry->height != m_last.header.height || registry->epoch != m_chain.context().epoch)
        return refuse(SnapshotFault::WrongRegistry);
    m_registry = std::move(*registry);
    m_coins.emplace(m_last.header, m_registry, m_network);
    expect(Part::CoinsHead, kCoinsHeadBytes);
    return SnapshotItem();
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takeCoinsHead(ByteView bytes) {
    const auto head = decoded<CoinsHead>(bytes);
    if (!head) return refuse(SnapshotFault::Malformed);
    m_coinsHead = *head;
    if (head->coins == 0) return headDone();
    expect(Part::PageHashes, std::min(pagesOf(head->coins), kHashesPerPart) * Hash::kSize);
    return SnapshotItem();
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takePageHashes(ByteView bytes) {
    Reader in(bytes);
    while (in.remaining() > 0) m_pageHashes.push_back(in.fixed<Hash>());
    const std::uint64_t left = pagesOf(m_coinsHead.coins) - m_pageHashes.size();
    if (left == 0) return headDone();
    expect(Part::PageHashes, std::min(left, kHashesPerPart) * Hash::kSize);
    return SnapshotItem();
}

Result<SnapshotItem, SnapshotError> SnapshotReader::headDone() {
    if (treeRoot(m_pageHashes) != m_coinsHead.pageRoot) return refuse(SnapshotFault::WrongPageList);
    return expectPage(SnapshotHead{m_last.header, m_boundaries, m_coinsHead.coins, m_pageHashes});
}

Result<SnapshotItem, SnapshotError> SnapshotReader::takePage(ByteView bytes) {
    if (pageHash(m_page, bytes) != m_pageHashes[m_page]) return refuse(SnapshotFault::WrongPage);
    auto coins = decodePage(bytes);
    if (!coins) return refuse(SnapshotFault::Malformed);
    if (const auto fault = m_coins->add(*coins)) return refuse(*fault);
    const std::uint64_t number = m_page++;
    return expectPage(SnapshotPage{number, std::move(*coins)});
}

Result<SnapshotItem, SnapshotError> SnapshotReader::expectPage(SnapshotItem item) {
    if (m_page < m_pageHashes.size()) {
        expect(Part::Page, coinsInPage(m_coinsHead.coins, m_page) * kPageCoinBytes);
        return item;
    }
    if (const auto fault = m_coins->finish())
        return fail(SnapshotError{*fault, m_last.header.height, 0});
    expect(Part::End, 0);
    return item;
}

StoredTip SnapshotReader::tip() const {
    StoredTip tip;
    tip.header = m_last.header;
    tip.hash = m_last.header.hash();
    tip.certificate = m_last.certificate;
    tip.coinHash = m_coins->coinHash();
    tip.registry = m_registry;
    // Who led the views of the boundary is no longer of use to anybody: its demotions lapsed with
    // the epoch (R-MN-5).
    tip.context = m_chain.context();
    tip.context.slot = m_registry.slot;
    return tip;
}

Result<StoredTip, SnapshotError> readSnapshot(
    SnapshotSource& source, const Network& network, const SignatureScheme& scheme,
    const std::function<bool(const SnapshotItem&)>& visit) {
    SnapshotReader reader(network, scheme);
    Bytes part;
    while (reader.wants() > 0) {
        part.resize(reader.wants());
        const auto size = source.read(part);
        if (!size) return fail(SnapshotError{SnapshotFault::Unreadable, 0, 0});
        const auto item = reader.take(ByteView(part).first(*size));
        if (!item) return fail(item.error());
        if (!visit(*item)) return fail(SnapshotError{SnapshotFault::Stopped, 0, 0});
    }
    std::array<std::uint8_t, 1> more{};
    const auto size = source.read(more);
    if (!size) return fail(SnapshotError{SnapshotFault::Unreadable, 0, 0});
    if (*size > 0) return fail(SnapshotError{SnapshotFault::LeftOver, 0, 0});
    return reader.tip();
}

}  // namespace timecoin
