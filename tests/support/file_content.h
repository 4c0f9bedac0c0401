// Whole small files, for tests that compare or damage them. Header only.
#pragma once

#include <QByteArray>
#include <QFile>
#include <QString>

namespace timecoin {

/// Empty when it cannot be read.
inline QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// Replaces what was there.
[[nodiscard]] inline bool writeContent(const QString& path, const QByteArray& content) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.flush();
}

}  // namespace timecoin
