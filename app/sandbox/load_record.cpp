#include "app/sandbox/load_record.h"

#include "app/texts/value_text.h"

#include <algorithm>

namespace timecoin {
namespace {

QString about(const Hash& id, const QString& what) {
    return QStringLiteral("payment %1 %2").arg(hexText(id), what);
}

/// The smallest value that `percent` of all do not exceed. `sorted` is not empty.
std::uint64_t percentile(const std::vector<std::uint64_t>& sorted, std::size_t percent) {
    const std::size_t rank = (sorted.size() * percent + 99) / 100;
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

QString millisecondsText(std::uint64_t us) {
    const std::uint64_t tenths = (us + 50) / 100;
    return QStringLiteral("%1.%2 ms").arg(tenths / 10).arg(tenths % 10);
}

}  // namespace

void LoadRecord::handedIn(const Hash& id, std::uint64_t nowUs) {
    m_open.emplace(id, nowUs);
}

bool LoadRecord::knows(const Hash& id) const {
    return m_open.contains(id) || m_final.contains(id) || m_settled.contains(id);
}

LoadRecord::Broken LoadRecord::becameFinal(const Hash& id, std::uint64_t height,
                                           std::uint64_t nowUs) {
    const auto at = m_open.find(id);
    if (at == m_open.end()) {
        if (!knows(id)) return std::nullopt;
        return about(id, QStringLiteral("was told final twice"));
    }
    m_latenciesUs.push_back(nowUs - at->second);
    m_final[id] = {height, nowUs};
    m_open.erase(at);
    return std::nullopt;
}

LoadRecord::Broken LoadRecord::inBlock(const Hash& id, std::uint64_t height) {
    if (m_settled.contains(id))
        return about(id, QStringLiteral("is in a second block, %1").arg(height));
    if (m_open.contains(id))
        return about(id, QStringLiteral("is in block %1 and was not told final").arg(height));
    const auto at = m_final.find(id);
    if (at == m_final.end()) return std::nullopt;
    if (at->second.height != height)
        return about(id, QStringLiteral("was final at height %1 and is in block %2")
                             .arg(at->second.height)
                             .arg(height));
    m_final.erase(at);
    m_settled.insert(id);
    return std::nullopt;
}

LoadRecord::Broken LoadRecord::refused(const Hash& id, const QString& code) const {
    if (!knows(id)) return std::nullopt;
    if (m_open.contains(id)) return about(id, QStringLiteral("was refused: ") + code);
    return about(id, QStringLiteral("was refused after it was told final: ") + code);
}

LoadRecord::Broken LoadRecord::overdue(std::uint64_t nowUs) const {
    for (const auto& [id, sinceUs] : m_open)
        if (nowUs >= sinceUs + kFinalUs)
            return about(
                id,
                QStringLiteral("is lost: not final after %1 s").arg((nowUs - sinceUs) / 1'000'000));
    for (const auto& [id, final] : m_final)
        if (nowUs >= final.sinceUs + kBlockUs)
            return about(id, QStringLiteral("is lost: final, and in no block after %1 s")
                                 .arg((nowUs - final.sinceUs) / 1'000'000));
    return std::nullopt;
}

QString loadSummary(std::vector<std::uint64_t> latenciesUs, std::uint64_t tookUs) {
    std::sort(latenciesUs.begin(), latenciesUs.end());
    const std::uint64_t count = latenciesUs.size();
    const std::uint64_t perSecond = tookUs == 0 ? 0 : count * 1'000'000 / tookUs;
    QString line = QStringLiteral("%1 payments, %2 payments/s, finality").arg(count).arg(perSecond);
    for (const std::size_t percent : {50U, 95U, 99U}) {
        const std::uint64_t us = latenciesUs.empty() ? 0 : percentile(latenciesUs, percent);
        line += QStringLiteral(" p%1 %2").arg(percent).arg(millisecondsText(us));
    }
    return line;
}

}  // namespace timecoin
