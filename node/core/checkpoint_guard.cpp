#include "node/core/checkpoint_guard.h"

#include "node/base/limits.h"

#include <algorithm>

namespace timecoin {

CheckpointGuard::CheckpointGuard(const NetworkParams& params, std::vector<Checkpoint> checkpoints,
                                 bool foreignKeys)
    : m_params(params),
      m_checkpoints(std::move(checkpoints)),
      m_foreignKeys(foreignKeys) {
    std::sort(m_checkpoints.begin(), m_checkpoints.end(),
              [](const Checkpoint& a, const Checkpoint& b) { return a.height < b.height; });
}

void CheckpointGuard::start(const ChainPoint& tip, std::uint64_t wallMs) {
    m_confirmed = std::any_of(m_checkpoints.begin(), m_checkpoints.end(),
                              [&tip](const Checkpoint& checkpoint) {
                                  return checkpoint.givenNow && checkpoint.height == tip.height &&
                                         checkpoint.block == tip.block;
                              });
    m_tip = tip;
    if (const Checkpoint* top = target()) m_trail = {top->block};
    onTime(wallMs);
}

void CheckpointGuard::onTip(const ChainPoint& tip, std::uint64_t wallMs) {
    m_confirmed = false;
    m_tip = tip;
    if (target() == nullptr) m_trail.clear();
    onTime(wallMs);
}

void CheckpointGuard::onTime(std::uint64_t wallMs) {
    m_trust = trustIn({&m_tip, 1}, m_checkpoints, m_params, wallMs, m_foreignKeys && !m_confirmed);
}

const Checkpoint* CheckpointGuard::target() const {
    if (m_checkpoints.empty() || m_checkpoints.back().height <= m_tip.height) return nullptr;
    return &m_checkpoints.back();
}

bool CheckpointGuard::refuses(std::uint64_t height, const Hash& block) const {
    for (const Checkpoint& checkpoint : m_checkpoints)
        if (checkpoint.height == height && checkpoint.block != block) return true;
    const Checkpoint* top = target();
    if (top == nullptr || m_trail.empty() || height > top->height || height < lowest())
        return false;
    return m_trail[top->height - height] != block;
}

std::optional<wire::GetHeaders> CheckpointGuard::wanted() const {
    if (target() == nullptr || m_linked) return std::nullopt;
    const std::uint64_t missing = lowest() - m_tip.height;
    const auto count = std::min<std::uint64_t>(missing, kHeadersPerBatch);
    return wire::GetHeaders{lowest() - count + 1, static_cast<std::uint32_t>(count)};
}

/// Every header proves itself: its hash is the one known, and it names the one before.
CheckpointGuard::Arrival CheckpointGuard::onHeaders(const std::vector<BlockHeader>& headers) {
    bool taken = false;
    for (auto header = headers.rbegin(); header != headers.rend() && wanted(); ++header) {
        if (header->height != lowest() || header->hash() != m_trail.back()) break;
        taken = true;
        if (header->height == m_tip.height + 1) {
            if (header->previous != m_tip.block) return Arrival::OtherChain;
            m_linked = true;
            break;
        }
        if (refuses(header->height - 1, header->previous)) return Arrival::OtherChain;
        m_trail.push_back(header->previous);
    }
    return taken ? Arrival::Taken : Arrival::Useless;
}

}  // namespace timecoin
