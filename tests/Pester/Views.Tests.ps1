BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-TestWeb | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'The views' {
    It 'shows a container as a row with mode, state and published port' {
        $row = Get-Container web | Out-String -Stream -Width 160 | Where-Object -FilterScript { $_ -match '\bweb\b' }

        $row | Should -Match 'Bridged'
        $row | Should -Match 'Running'
        $row | Should -Match '8080'
    }

    It 'shows every property of a container with Format-List' {
        $text = Get-Container web | Format-List -Property * | Out-String

        foreach ($name in (Get-Container web).PSObject.Properties.Name) { $text | Should -Match "(?m)^$name\s+:" }
    }

    It 'shows an interface as a row with its address' {
        $address = (Get-Container web).Networks[0].IPAddress

        Get-ContainerInterface web | Out-String -Width 160 | Should -BeLike "*eth0*$address*"
    }

    It 'shows the text of ip addr in the view ip' {
        $text = Get-ContainerInterface web | Format-Custom -View ip | Out-String -Width 160
        $lines = Join-ContainerNetwork busybox -Container web -AutoRemove -Wait -- ip addr | Where-Object -FilterScript { $_ -match 'inet ' }

        @($lines).Count | Should -Be 2
        foreach ($line in $lines) { $text | Should -BeLike "*$line*" }
    }

    It 'shows an engine with its uri and version' {
        Get-ContainerEngine | Out-String -Width 160 | Should -BeLike "*$env:DOCKER_HOST*"
    }

    It 'fits a table into a window of 80 columns' {
        Get-Container web | Out-String -Stream -Width 80 | ForEach-Object -Process { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'shows <Name> as a table by itself, and every property with Format-List' -ForEach @(
        @{ Name = 'an interface'; Get = { Get-ContainerInterface web -Name eth0 }; Columns = 'Container', 'Index', 'Name', 'State', 'Mtu', 'MacAddress', 'Addresses' }
        @{ Name = 'an engine'; Get = { Get-ContainerEngine }; Columns = 'Uri', 'Product', 'Version', 'ApiVersion', 'Source', 'Rootless', 'KernelView' }
        @{ Name = 'a route'; Get = { (Get-ContainerRoute web -Table main)[0] }; Columns = 'Container', 'Table', 'Type', 'Destination', 'Gateway', 'Interface', 'Metric', 'Protocol' }
        @{ Name = 'a socket'; Get = { Get-ContainerSocket web -Listening -LocalPort 80 }; Columns = 'Container', 'Protocol', 'State', 'Local', 'Remote', 'Process', 'Owner' }
        @{ Name = 'a namespace'; Get = { Get-ContainerNamespace web -Type net }; Columns = 'Container', 'Type', 'Inode', 'IsHost', 'SharedWith' }
        @{ Name = 'what is behind a port'; Get = { (Get-ContainerPort web)[0] }; Columns = 'Container', 'HostIP', 'HostPort', 'ContainerPort', 'Protocol', 'Listening', 'Process', 'Source', 'AllowFrom' }
        @{ Name = 'a published port'; Get = { (Get-Container web).PublishedPorts[0] }; Columns = 'HostIP', 'HostPort', 'ContainerPort', 'Protocol' }
        @{ Name = 'an endpoint'; Get = { (Get-Container web).Networks[0] }; Columns = 'Network', 'IPAddress', 'Gateway', 'MacAddress' }
    ) {
        $record = & $Get
        $lines = $record | Out-String -Stream -Width 200 | Where-Object -FilterScript { $_.Trim() }
        $list = $record | Format-List -Property * | Out-String -Width 200

        -split $lines[0] | Should -Be $Columns
        $lines.Count | Should -Be 3
        foreach ($property in $record.PSObject.Properties.Name) { $list | Should -Match "(?m)^$property\s*:" }
    }

    It 'keeps the view when the columns are chosen, and when they are not' {
        Get-Container web | Format-Table -Property Name, Mode | Out-String -Width 80 | Should -Match 'web\s+Bridged'
        Get-Container web | Format-Table | Out-String -Width 160 | Should -Be (Get-Container web | Out-String -Width 160)
    }
}
