#include "ui/window/clipboard_guard.h"

#include <QClipboard>
#include <QCryptographicHash>
#include <QGuiApplication>
#include <QRegularExpression>

namespace timecoin {
namespace {

constexpr int kFewestWords = 12;
constexpr int kLongestSecret = 1'000;

QByteArray digest(const QString& text) {
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

}  // namespace

ClipboardGuard::ClipboardGuard(QObject* parent, int clearAfterMs) : QObject(parent) {
    m_timer.setSingleShot(true);
    m_timer.setInterval(clearAfterMs);
    connect(&m_timer, &QTimer::timeout, this, &ClipboardGuard::clear);
    connect(QGuiApplication::clipboard(), &QClipboard::dataChanged, this,
            &ClipboardGuard::onChanged);
}

bool ClipboardGuard::looksSecret(const QString& text) {
    if (text.size() > kLongestSecret) return false;
    static const QRegularExpression space(QStringLiteral("[\\s\\d.,;:)]+"));
    static const QRegularExpression word(QStringLiteral("^[a-z]{3,8}$"));
    const QStringList parts = text.split(space, Qt::SkipEmptyParts);
    if (parts.size() < kFewestWords) return false;
    for (const QString& part : parts)
        if (!word.match(part).hasMatch()) return false;
    return true;
}

void ClipboardGuard::onChanged() {
    const QClipboard* const clipboard = QGuiApplication::clipboard();
    // Without a desktop (tests) there is no owner, and nobody else to copy.
    const bool ours = clipboard->ownsClipboard() ||
                      QGuiApplication::platformName() == QStringLiteral("offscreen");
    if (!ours) return;
    const QString text = clipboard->text();
    if (!looksSecret(text)) return;
    m_digest = digest(text);
    m_timer.start();
}

void ClipboardGuard::clear() {
    QClipboard* const clipboard = QGuiApplication::clipboard();
    if (digest(clipboard->text()) == m_digest) clipboard->clear();
    m_digest.clear();
}

}  // namespace timecoin
