# Puts together the files that a program in the sandbox sees, and makes them this mount namespace's root: see SandboxRoot.
# One process, because a mount that is a program of its own takes longer than all of them here; perl-base is on every Debian.
# Arguments: machine, user, group, bytes of /dev/shm, the folder that may be written to; then any number of
#   show PATH    seen at its place, read-only
#   close PATH   a folder above, which must not be opened by being made anew
#   hide PATH    is empty, should it lie in what is seen
use strict;
use warnings;

my ($machine, $user, $group, $shared_memory, $work, @words) = @ARGV;
my %numbers = (amd64 => [165, 166, 155, 259], aarch64 => [40, 39, 41, 33]);
my ($MOUNT, $UNMOUNT, $PIVOT_ROOT, $MAKE_NODE) = @{ $numbers{$machine} or die "unknown machine $machine\n" };

# flags of mount(2) and umount2(2)
my ($READ_ONLY, $NO_SUID, $NO_DEVICES, $NO_PROGRAMS, $REMOUNT, $BIND, $RECURSIVE, $DETACH) = (1, 2, 4, 8, 32, 4096, 16384, 2);
# what a mount may have already, and must keep
my %kept = (ro => $READ_ONLY, nosuid => $NO_SUID, nodev => $NO_DEVICES, noexec => $NO_PROGRAMS,
    noatime => 1024, nodiratime => 2048, relatime => 1 << 21);
my ($HERE, $CHARACTERS) = (-100, 0020000);

my %paths = (show => [], close => [], hide => []);
while (my ($word, $path) = splice @words, 0, 2) {
    push @{ $paths{$word} or die "unknown word $word\n" }, $path;
}

umask 022;
# the new root is put together over /proc: nothing that is needed in it can lie there
mounted('none', '/proc', 'tmpfs', $NO_SUID, 'size=8m,nr_inodes=8k,mode=755');
chdir '/proc' or die "/proc: $!\n";
folder("./$_") for qw(dev/shm proc etc run tmp var/tmp old usr);
mounted('none', 'tmp', 'tmpfs', $NO_SUID | $NO_DEVICES, 'size=64m,nr_inodes=16k,mode=1777');
mounted('none', 'dev/shm', 'tmpfs', $NO_SUID | $NO_DEVICES, "size=$shared_memory,nr_inodes=16k,mode=1777");
bound('/usr', 'usr');
for my $name (qw(bin sbin lib lib32 lib64 libx32)) {
    if (-l "/$name") {
        copied("/$name", $name);
    } elsif (-d "/$name") {
        folder("./$name");
        bound("/$name", $name);
    }
}
devices(qw(null zero full random urandom));
copied('/dev/fd', 'dev/fd') if -l '/dev/fd';
# what the C library, the loader, links to programs, OpenSSL and Java look into; nothing of it is secret
folder('./etc/ssl');
for my $name (qw(ld.so.cache ld.so.conf ld.so.conf.d nsswitch.conf localtime timezone locale.alias services protocols
    mime.types alternatives ssl/openssl.cnf), grep { /^java-.*-openjdk$/ } names('/etc')) {
    copied("/etc/$name", "etc/$name") if -e "/etc/$name";
}
written('etc/passwd', "root:x:0:0::/:/bin/false\nthrowaway:x:$user:$group\::/nonexistent:/bin/false\n");
written('etc/group', "root:x:0:\nthrowaway:x:$group:\n");
written('etc/hosts', "127.0.0.1 localhost\n::1 localhost\n");
shown($_) for @{ $paths{show} };

called('pivot_root', $PIVOT_ROOT, '.', 'old');
mounted('none', '/proc', 'proc', $NO_SUID | $NO_DEVICES | $NO_PROGRAMS, 0);
# everything so far becomes read-only, mounts within mounts as well; only then comes what may be written to
for my $line (lines('/proc/self/mountinfo')) {
    my (undef, undef, undef, undef, $at, $options) = split ' ', $line;
    next if $at =~ m{^/(|tmp|dev/shm|(old|proc)(/.*)?)$};
    $at =~ s/\\([0-7]{3})/chr oct $1/ge;
    my $flags = $REMOUNT | $BIND | $READ_ONLY | $NO_SUID | $NO_DEVICES;
    $flags |= $kept{$_} || 0 for split /,/, $options;
    mounted('none', $at, 'none', $flags, 0);
}
folder($work);
mounted("/old$work", $work, 'none', $BIND, 0);
mounted('none', $work, 'none', $REMOUNT | $BIND | $NO_SUID | $NO_DEVICES, 0);
chmod 0700, $_ for @{ $paths{close} };
hidden($_) for @{ $paths{hide} };
called('umount /old', $UNMOUNT, '/old', $DETACH);
mounted('none', '/', 'none', $REMOUNT | $BIND | $READ_ONLY | $NO_SUID, 0);

# perl's syscall takes a number for a number and a string for a pointer, which it may write through
sub called {
    my ($what, $number, @arguments) = @_;
    my $result = @arguments == 2 ? syscall($number, $arguments[0], $arguments[1])
        : @arguments == 4 ? syscall($number, $arguments[0], $arguments[1], $arguments[2], $arguments[3])
        : syscall($number, $arguments[0], $arguments[1], $arguments[2], $arguments[3], $arguments[4]);
    die "sandbox: $what: $!\n" if $result != 0;
}

sub mounted {
    my ($source, $target, $type, $flags, $data) = @_;
    called("mount $target", $MOUNT, $source, $target, $type, $flags, $data);
}

sub bound {
    my ($source, $target) = @_;
    mounted($source, $target, 'none', $BIND | $RECURSIVE, 0);
}

sub shown {
    my ($path) = @_;
    if (-d $path) {
        folder(".$path");
    } else {
        folder('.' . ($path =~ s{/[^/]*$}{}r));
        written(".$path", '') if !-e ".$path";
    }
    bound($path, ".$path");
}

sub hidden {
    my ($path) = @_;
    return if !-e $path;
    if (-d $path) {
        mounted('none', $path, 'tmpfs', $READ_ONLY, 'size=64k,mode=755');
    } else {
        mounted('/dev/null', $path, 'none', $BIND, 0);
    }
}

# with all above it
sub folder {
    my ($path) = @_;
    return if $path eq '' || $path eq '.' || -d $path;
    folder($path =~ s{/[^/]*$}{}r);
    mkdir $path or die "sandbox: folder $path: $!\n";
}

sub devices {
    my $before = umask 0;
    for my $name (@_) {
        my $device = (stat "/dev/$name")[6];
        defined $device or die "sandbox: /dev/$name: $!\n";
        called("device $name", $MAKE_NODE, $HERE, "dev/$name", $CHARACTERS | 0666, $device);
    }
    umask $before;
}

sub copied {
    my ($from, $to) = @_;
    if (-l $from) {
        symlink readlink $from, $to or die "sandbox: link $to: $!\n";
    } elsif (-d _) {
        folder("./$to");
        copied("$from/$_", "$to/$_") for names($from);
    } elsif (-f _) {
        written($to, join '', lines($from));
    }
}

sub names {
    my ($folder) = @_;
    opendir my $open, $folder or die "sandbox: $folder: $!\n";
    return grep { !/^\.\.?$/ } readdir $open;
}

sub lines {
    my ($file) = @_;
    open my $in, '<', $file or die "sandbox: $file: $!\n";
    return <$in>;
}

sub written {
    my ($file, $text) = @_;
    open my $out, '>', $file or die "sandbox: $file: $!\n";
    print {$out} $text;
    close $out or die "sandbox: $file: $!\n";
}
