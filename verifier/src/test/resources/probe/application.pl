#!/usr/bin/perl
# A little application on a database: listens on 127.0.0.1, keeps sessions, reads with psql.
# Arguments: port, psql, how it behaves.
use strict;
use warnings;
use IO::Socket::INET;
use POSIX qw(setsid);

my ($port, $psql, $manner) = @ARGV;
my $key = '';
if ($ENV{GZ_CONFIGURATION} && open my $file, '<', "$ENV{GZ_CONFIGURATION}/secrets/appkey") {
    chomp($key = <$file>);
}
$| = 1;
print "starting as $ENV{PGUSER} with the key $key\n";
if ($manner eq 'dies') {
    print STDERR "no such table, says the application; key=$key\n";
    exit 3;
}
if ($manner =~ /leaves/) {
    # a child that nobody waits for, in a session and a folder of its own
    if (!fork) {
        setsid();
        chdir '/';
        exec 'sleep', '4711' if !fork;
        exit;
    }
}
if ($manner eq 'forgets') {
    # the same, unrecognisable
    if (!fork) {
        setsid();
        chdir '/';
        %ENV = ();
        exec 'sleep', '4712' if !fork;
        exit;
    }
}
my $server = IO::Socket::INET->new(LocalAddr => '127.0.0.1', LocalPort => $port, Listen => 9, ReuseAddr => 1)
    or die "cannot listen: $!";
my $asked = 0;
while (my $client = $server->accept) {
    my $line = <$client> // next;
    my ($method, $path) = split ' ', $line;
    my %header;
    while (defined(my $header = <$client>)) {
        $header =~ s/\r?\n\z//;
        last if $header eq '';
        my ($name, $value) = split /:\s*/, $header, 2;
        $header{lc $name} = $value;
    }
    my $body = '';
    read $client, $body, $header{'content-length'} if $header{'content-length'};
    my ($status, $more, $answer) = answer($method, $path, \%header, $body);
    my $length = length $answer;
    print $client "HTTP/1.1 $status Whatever\r\n${more}Content-Length: $length\r\nConnection: close\r\n\r\n",
        $method eq 'HEAD' ? '' : $answer;
    close $client;
}

sub answer {
    my ($method, $path, $header, $body) = @_;
    if ($path eq '/ready') {
        return ($manner =~ /never/ ? 503 : 200, '', 'ready');
    }
    if ($path eq '/login') {
        (my $given = $body) =~ s/\\"/"/g;
        return (401, '', "{\"message\": \"the key $key is not in $body\"}") if $given !~ /"password":"\Q$key\E"/;
        return (200, "Set-Cookie: session=token-of-a-session; Path=/; Secure; HttpOnly; SameSite=Lax\r\n",
            '{"data": {"id": 17, "token": "bearer-and-secret"}}');
    }
    if ($path =~ m{^/customers/17(?:/([a-z.]+))?$}) {
        return (403, '', 'no session') if ($header->{cookie} // '') ne 'session=token-of-a-session';
        my $count = sql('SELECT count(*) FROM ' . ($1 // 'customer'));
        my $role = sql('SELECT current_user');
        return (200, "Content-Type: application/json\r\n", "{\"count\": $count, \"role\": \"$role\", \"list\": [1, null]}");
    }
    if ($path eq '/echo') {
        return (200, '', join("\n", map("$_: $header->{$_}", sort keys %$header)) . "\n$body");
    }
    if ($path eq '/environment') {
        return (200, '', join ',', sort keys %ENV);
    }
    if ($path eq '/slow') {
        select undef, undef, undef, 0.4;
        return (404, '', 'not found, slowly');
    }
    if ($path eq '/later') {
        return (++$asked < 3 ? 404 : 200, '', 'asked');
    }
    if ($path =~ m{^/reach/([0-9.]+)/([0-9]+)}) {
        return (200, '', IO::Socket::INET->new(PeerAddr => $1, PeerPort => $2, Timeout => 5) ? 'open' : 'closed');
    }
    if ($path eq '/length') {
        open my $file, '<', $body or return (200, '', '{"length": -1}');
        return (200, '', '{"length": ' . length(join '', <$file>) . '}');
    }
    if ($path eq '/crash') {
        print STDERR "crashed with $key\n";
        exit 4;
    }
    return (500, '', 'No space left on device') if $path eq '/full' && print STDERR "psql: No space left on device\n";
    return (404, '', '{"message": "' . "$method $path unknown " . 'x' x 1000 . '"}');
}

sub sql {
    my ($query) = @_;
    open my $result, '-|', $psql, '-XAtc', $query or die "psql: $!";
    chomp(my $value = <$result> // '');
    close $result;
    return $value;
}
